import { cli } from './cli.ts';
import { delivery } from './delivery.ts';
import { home } from './home.ts';
import { problems } from './problems.ts';

export const ru = { delivery, cli, home, problems };

/** The shape that every language fills: the Russian catalogue's keys with any text, less the plural forms only Russian has. */
export type Texts = Widen<typeof ru>;
type Widen<T> = {
  [K in keyof T as K extends `${string}_${'few' | 'many'}` ? never : K]: T[K] extends string ? string : Widen<T[K]>;
};
