import { Refused } from '../../../parts/api.ts';
import { say } from '../../say.ts';

/** More than any shop's settings take; a larger file is another one. */
const LARGEST = 1 << 20;

/** The file's JSON. Throws `Refused` with one sentence for a file that can't be settings. */
export async function readSettingsFile(file: File): Promise<unknown> {
  if (file.size > LARGEST) throw new Refused(say('dataPage.file.tooLarge'));
  try {
    return JSON.parse((await file.text()).replace(/^\ufeff/, '')) as unknown;
  } catch {
    throw new Refused(say('problems.notSettingsFile'));
  }
}
