import { describe, expect, it } from 'vitest';
import { amountOf, rounded, writtenAmount, writtenPrice } from '#domain/labour/pay/money';

const hours = (minutes: number) => ({ over: BigInt(minutes), under: 60n });

describe('money', () => {
  it.each([
    [5n, 2n, 3],
    [-5n, 2n, -3],
    [7n, 3n, 2],
    [-7n, 3n, -2],
    [0n, 7n, 0],
    [1n, 2n, 1],
    [-1n, 2n, -1],
  ])('%i / %i is rounded half away from zero', (over, under, expected) => {
    expect(rounded({ over, under })).toBe(expected);
  });

  it.each([
    [133 * 60, 2.205, 'EUR', 29327],
    [-133 * 60, 2.205, 'EUR', -29327],
    // In floating point 60 × 1.005 falls short of the half cent.
    [60, 1.005, 'EUR', 101],
    [90, 333, 'JPY', 500],
    [20, 0.0015, 'KWD', 1],
    [44_640, 1_000_000, 'EUR', 74_400_000_000],
  ])('%i minutes at %d %s', (minutes, rate, currency, expected) => {
    expect(amountOf(hours(minutes), rate, currency)).toBe(expected);
  });

  it.each([
    [4.4, 'EUR', '4.40'],
    [2.205, 'EUR', '2.205'],
    [2, 'EUR', '2.00'],
    [500, 'JPY', '500'],
    [0.5, 'JPY', '0.5'],
    [1.2, 'KWD', '1.200'],
  ])('%d %s is written %s', (price, currency, expected) => {
    expect(writtenPrice(price, currency)).toBe(expected);
  });

  it.each([
    [5, 'EUR', '0.05'],
    [-7920, 'EUR', '-79.20'],
    [500, 'JPY', '500'],
    [1, 'KWD', '0.001'],
    [0, 'EUR', '0.00'],
  ])('an amount of %i in %s is written %s', (amount, currency, expected) => {
    expect(writtenAmount(amount, currency)).toBe(expected);
  });
});
