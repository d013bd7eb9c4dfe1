/** The settings of the budget that all calls of one retry policy share. */
export interface RetryBudgetOptions {
  /** How many retries may be spent at once, and to begin with. */
  readonly reserve?: number;
  /** How much of a retry each new call earns: 0.1 lets one retry follow from ten calls when everything fails. */
  readonly perCall?: number;
}

/** Counts how many retries the calls so far have earned; several policies (retry, hedge) may share one. */
export interface RetryBudget {
  earn(): void;
  /** Spends one retry; `false` when there is none left. */
  spend(): boolean;
  /** How many could be spent now. */
  readonly left: number;
}

/** A budget of tokens, so that an outage is not answered with a multiple of the usual load. */
export function retryBudget(options: RetryBudgetOptions = {}): RetryBudget {
  const { reserve = 10, perCall = 0.1 } = options;
  if (!(reserve >= 0 && perCall >= 0)) throw new RangeError('reserve and perCall must be at least 0');
  let tokens = reserve;
  return {
    earn() {
      tokens = Math.min(reserve, tokens + perCall);
    },
    spend() {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    get left() {
      return tokens;
    },
  };
}

/** A budget that never ends. */
export const unlimited: RetryBudget = { earn: () => undefined, spend: () => true, left: Number.POSITIVE_INFINITY };
