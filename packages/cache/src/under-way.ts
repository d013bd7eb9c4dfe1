/** Counts what is under way, and tells when nothing is. */
export interface UnderWay {
  begin(): void;
  end(): void;
  isAny(): boolean;
  /** Resolves at a moment at which nothing is under way. */
  none(): Promise<void>;
}

/** Counts from nothing. */
export function underWay(): UnderWay {
  let count = 0;
  const whenNone: (() => void)[] = [];
  return {
    begin() {
      count += 1;
    },
    end() {
      count -= 1;
      if (count === 0 && whenNone.length > 0) for (const tell of whenNone.splice(0)) tell();
    },
    isAny: () => count > 0,
    async none() {
      if (count > 0) await new Promise<void>((resolve) => whenNone.push(resolve));
    },
  };
}
