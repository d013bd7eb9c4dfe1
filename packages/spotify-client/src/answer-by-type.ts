/** An answer that the parameter `type` of a call decides about: `answer` is written with `this['type']` in it. */
export interface AnswerByType {
  readonly type: unknown;
  readonly answer: unknown;
}

/** What such a call answers when this `type` is given. */
export type AnswerTo<Answer extends AnswerByType, Type> = (Answer & { readonly type: Type })['answer'];
