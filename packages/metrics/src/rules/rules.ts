/** A series that Prometheus computes in advance. */
export interface RecordingRule {
  /** The name of the new series, `level:metric:operations`. */
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A condition that somebody has to know about. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  /** How long the condition must hold, as Prometheus writes durations: `5m`. At once unless said. */
  readonly for?: string;
  /** How long the alert goes on after its condition has ended, so that it does not flap. */
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>> & { readonly severity: string };
  readonly annotations: {
    /** One sentence: what is wrong, with the numbers. */
    readonly summary: string;
    /** What it means for people, and what usually is the cause. */
    readonly description: string;
    readonly runbook_url: string;
  };
}

/** Rules that are evaluated together, one after the other. */
export interface RuleGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly (RecordingRule | AlertRule)[];
}

/** Tells recording rules from alerts. */
export function isAlert(rule: RecordingRule | AlertRule): rule is AlertRule {
  return 'alert' in rule;
}
