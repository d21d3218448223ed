import type { Texts } from '../ru/index.ts';
import { cli } from './cli.ts';
import { delivery } from './delivery.ts';
import { home } from './home.ts';
import { problems } from './problems.ts';

export const en: Texts = { delivery, cli, home, problems };
