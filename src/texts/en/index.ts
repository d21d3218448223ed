import type { Texts } from '../ru/index.ts';
import { cli } from './cli.ts';
import { contact } from './contact.ts';
import { delivery } from './delivery.ts';
import { formats } from './formats.ts';
import { home } from './home.ts';
import { problems } from './problems.ts';
import { receipt } from './receipt.ts';

export const en: Texts = { contact, delivery, cli, formats, home, problems, receipt };
