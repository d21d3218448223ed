import { type TextKey, type TextParams, text } from '../../src/texts/index.ts';
import { language } from '../parts/api.ts';

/** A text of the catalogue in the reader's language. */
export const say = (key: TextKey, params?: TextParams): string => text(language, key, params);

const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });

/** A moment, milliseconds since 1970, as the reader writes it: time alone where it is today. */
export const when = (moment: number): string =>
  new Date(moment).toDateString() === new Date().toDateString() ? time.format(moment) : dateTime.format(moment);

/** A moment, milliseconds since 1970, with its date even where it is today, as a document bears it. */
export const dated = (moment: number): string => dateTime.format(moment);

/** The day of a moment, milliseconds since 1970. */
export const dayOf = (moment: number): string => day.format(moment);
