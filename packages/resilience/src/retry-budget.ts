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
  /** What it allows, with its numbers. */
  describe(): string;
  /** Changes some of the numbers; what was earned stays, as far as the reserve has room for it. Throws a RangeError and changes nothing when they make no sense. */
  reconfigure(changes: RetryBudgetOptions): void;
}

/** A budget of tokens, so that an outage is not answered with a multiple of the usual load. */
export function retryBudget(options: RetryBudgetOptions = {}): RetryBudget {
  let { reserve, perCall } = checked(options);
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
    describe: () => `within ${perCall} a call and ${reserve} saved up`,
    reconfigure(changes) {
      ({ reserve, perCall } = checked({ reserve, perCall, ...changes }));
      tokens = Math.min(reserve, tokens);
    },
  };
}

function checked({ reserve = 10, perCall = 0.1 }: RetryBudgetOptions): Required<RetryBudgetOptions> {
  if (!(reserve >= 0 && perCall >= 0)) throw new RangeError('reserve and perCall must be at least 0');
  return { reserve, perCall };
}

/** A budget that never ends. */
const unlimited: RetryBudget = {
  earn: () => undefined,
  spend: () => true,
  left: Number.POSITIVE_INFINITY,
  describe: () => 'without a bound',
  reconfigure: () => undefined,
};

/** What `budget` says in the settings of a policy: a budget that is shared, numbers for one of its own, or `false` for none. */
export type BudgetSetting = RetryBudget | RetryBudgetOptions | false;

/** The budget that a setting means; numbers change those of the budget that was there, whose earnings stay. */
export function budgetOf(setting: BudgetSetting | undefined, before?: RetryBudget): RetryBudget {
  if (setting === undefined) return before ?? retryBudget();
  if (setting === false) return unlimited;
  if ('spend' in setting) return setting;
  if (before === undefined || before === unlimited) return retryBudget(setting);
  before.reconfigure(setting);
  return before;
}
