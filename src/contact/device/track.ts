import type { Found } from './mecard.ts';

/** Tracks of a magnetic card between their sentinels (ISO/IEC 7811): `%…?`, then `;…?`, then `;…?` or `+…?`. */
const TRACK = /([%;+])([^?%;]*)\?/g;

/** What a reader typed of a loyalty card: an address in capitals on track 1, digits of a telephone on any. Undefined if it is no card. */
export function readTracks(text: string): Found | undefined {
  const tracks = [...text.matchAll(TRACK)];
  const begins = /^\s*[%;]/.test(text) || (/^\s*\+/.test(text) && tracks.length > 0);
  if (!begins || tracks.length === 0) return undefined;
  const found: Found = { emails: [], phones: [] };
  for (const [, , content = ''] of tracks)
    for (const part of content.split(/[\^=]/).map((each) => each.trim())) {
      if (part.includes('@')) found.emails.push(part.toLowerCase());
      else if (/^\+?[\d -]{10,17}$/.test(part)) found.phones.push(part, `+${part.replace(/\D/g, '')}`);
    }
  return found;
}

/** A swipe that failed, or half of one: `%E?`, `;E?`, or digits after a sentinel. Nothing of it is to be shown. */
export function isBadSwipe(text: string): boolean {
  return /[%;+]E\?/i.test(text) || /^\s*(?:%B?|;)\d{6}/i.test(text) || /\d{4}=\d{4,}\??\s*$/.test(text);
}
