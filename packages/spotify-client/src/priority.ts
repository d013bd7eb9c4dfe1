/** Whether a person waits for an answer, or nobody yet. */
export type Priority = 'user' | 'background';

/** The priority of a call that may change while it waits for its turn: a person may come to wait for what was begun in the background. */
export interface ChangingPriority {
  readonly current: Priority;
  /** Calls back after each change; returns the way to stop that. */
  onChange(listener: () => void): () => void;
}

/** Whether a person waits for a call now, by what its options say. */
export function priorityNow(priority: Priority | ChangingPriority | undefined): Priority {
  return (typeof priority === 'object' ? priority.current : priority) ?? 'user';
}
