/** The settings of the budget that all calls of one retry policy share. */
export interface RetryBudgetOptions {
  /** How many retries may be spent at once, and to begin with. */
  readonly reserve?: number;
  /** How much of a retry each new call earns: 0.1 lets one retry follow from ten calls when everything fails. */
  readonly perCall?: number;
}

/** Counts how many retries the calls so far have earned. */
export interface RetryBudget {
  earn(): void;
  /** Spends one retry; `false` when there is none left. */
  spend(): boolean;
}

/** A budget of tokens, so that an outage is not answered with a multiple of the usual load. */
export function retryBudget(options: RetryBudgetOptions = {}): RetryBudget {
  const { reserve = 10, perCall = 0.1 } = options;
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
  };
}
