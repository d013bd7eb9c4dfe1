import { anyOf, flag, listOf, named, nothing, record, type Schema, text } from '../schema/schema.js';

const fields = { ownerHasPremium: flag, allowList: anyOf(nothing, listOf(text)) };

/** What holds for the app. */
export const appSchema: Schema = named('App', record(fields));

/** What of it is to change. */
export const appOptionsSchema: Schema = named('AppOptions', record({}, fields));
