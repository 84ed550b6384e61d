/** Computes money exactly: integers of the minor unit, rounded half away from zero once a line. */

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const DIGITS = new Map([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV'].map(whole),
  ...['XAF', 'XOF', 'XPF'].map(whole),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code): [string, number] => [code, 3]),
]);

function whole(code: string): [string, number] {
  return [code, 0];
}

/** Decimals of a currency's minor unit. */
export function minorDigits(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}

/** An exact quantity, such as a share of a turn. */
export interface Fraction {
  over: bigint;
  under: bigint;
}

export const NOTHING: Fraction = { over: 0n, under: 1n };

export function addFractions(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

/** Rounds half away from zero. */
export function rounded({ over, under }: Fraction): number {
  const size = over < 0n ? -over : over;
  const whole = (2n * size + under) / (2n * under);
  return Number(over < 0n ? -whole : whole);
}

/** Prices have at most this many decimals. */
const DECIMALS = 4;
const UNIT = 10 ** DECIMALS;

/** @returns minor units: quantity × price */
export function amountOf({ over, under }: Fraction, price: number, currency: string): number {
  const minor = 10n ** BigInt(minorDigits(currency));
  return rounded({ over: over * BigInt(Math.round(price * UNIT)) * minor, under: under * BigInt(UNIT) });
}

/** A price with the decimals of its currency, and more only where it has them: `4.40`, `2.205`. */
export function writtenPrice(price: number, currency: string): string {
  const [integer = '', decimals = ''] = price.toFixed(DECIMALS).split('.');
  const kept = decimals.replace(/0+$/, '').padEnd(minorDigits(currency), '0');
  return kept === '' ? integer : `${integer}.${kept}`;
}

/** An amount of minor units as a decimal number: `-79.20`. */
export function writtenAmount(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const split = text.length - digits;
  const decimals = digits === 0 ? '' : `.${text.slice(split)}`;
  return `${amount < 0 ? '-' : ''}${text.slice(0, split)}${decimals}`;
}

/** A quantity in units of a ten-thousandth, rounded. */
export function inTenThousandths({ over, under }: Fraction): number {
  return rounded({ over: over * BigInt(UNIT), under });
}

/** Ten-thousandths as a decimal number: `0.4286`. */
export function writtenTenThousandths(count: number): string {
  return (count / UNIT).toFixed(DECIMALS);
}
