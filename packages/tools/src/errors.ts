const marker = Symbol.for('tonearm.ToolError');

/** An error that a tool raises itself: what happened, and the next step for whoever asked. */
export class ToolError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.hint = hint;
    Object.defineProperty(this, marker, { value: true });
  }
}

/** What was asked cannot be done as it was asked; nothing was sent. */
export class UserInputError extends ToolError {
  constructor(message: string, hint: string) {
    super('user_input', message, hint);
  }
}

/** Several things fit what somebody said; the hint lists them. */
export class AmbiguousError extends ToolError {
  constructor(message: string, hint: string) {
    super('ambiguous', message, hint);
  }
}

/** Nothing fits what somebody said. */
export class NothingNamedError extends ToolError {
  constructor(message: string, hint: string) {
    super('not_found', message, hint);
  }
}

/** No device can play: none is switched on, or none takes commands. */
export class NoDeviceError extends ToolError {
  constructor(message: string, hint: string) {
    super('no_active_device', message, hint);
  }
}

/** A job of several requests stopped half-way; the message says exactly what was done and what was not. */
export class PartialError extends ToolError {
  constructor(message: string, hint: string, cause: unknown) {
    super('partially_done', message, hint, { cause });
  }
}

/** Whether a tool raised this error itself, whichever copy of the package it came from. */
export function isToolError(error: unknown): error is ToolError {
  return typeof error === 'object' && error !== null && marker in error;
}
