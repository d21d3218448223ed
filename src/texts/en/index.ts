import type { Texts } from '../ru/index.ts';
import { problems } from './problems.ts';

export const en: Texts = { problems };
