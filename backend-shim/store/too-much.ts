/** What was asked of the past takes more than one answer is given. */
export class TooMuchPast extends Error {
  override readonly name = 'TooMuchPast';
  readonly by: 'time' | 'memory';
  constructor(by: 'time' | 'memory') {
    super(`reading the past takes too much ${by}`);
    this.by = by;
  }
}
