import { ask } from '../../../parts/api.ts';

const NAME = /filename="([\w.-]+)"/;

/** Gives the settings to the browser to be saved. Asked for as the pages ask, so that a refusal is a sentence and not a file. */
export async function saveSettingsFile(): Promise<void> {
  const answer = await ask('GET', '/settings/export');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = NAME.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'kvitok-settings.json';
  link.click();
  URL.revokeObjectURL(link.href);
}
