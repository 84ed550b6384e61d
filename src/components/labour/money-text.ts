/** Writes amounts of money in the reader's language, with the sign after the number: “371.80 €”. */
import { minorDigits } from '#domain/labour/pay/money';
import { readerLanguage } from '../../language.ts';

function written(value: number, currency: string, most: number): string {
  const least = minorDigits(currency);
  const options = { minimumFractionDigits: least, maximumFractionDigits: Math.max(least, most) };
  const number = new Intl.NumberFormat(readerLanguage(), options).format(value);
  const parts = new Intl.NumberFormat(readerLanguage(), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0);
  return `${number}\u00A0${parts.find(({ type }) => type === 'currency')?.value ?? currency}`;
}

/** @param amount minor units */
export function moneyText(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  return written(amount / 10 ** digits, currency, digits);
}

/** Prices may have more decimals than the currency. */
export function priceText(price: number, currency: string): string {
  return written(price, currency, 4);
}
