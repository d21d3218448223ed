import type { Command } from 'commander';
import type { Language, text } from '../texts/index.ts';

/** What every command knows. */
export interface CommandContext {
  program: Command;
  language: Language;
  say: (key: Parameters<typeof text>[1], params?: Parameters<typeof text>[2]) => string;
}
