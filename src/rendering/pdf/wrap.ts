import { type Weight, widthOf } from './runs.ts';

const letters = new Intl.Segmenter('ru', { granularity: 'grapheme' });

/** Lines of drawable text that fit a width: broken between words, and within a word only where it alone is wider. Nothing is cut off. */
export function wrapText(text: string, width: number, weight: Weight, size: number): string[] {
  const space = widthOf(' ', weight, size);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const end = () => {
    if (line !== '') lines.push(line);
    line = '';
    used = 0;
  };
  for (const word of text.split(' ')) {
    if (word === '') continue;
    const wordWidth = widthOf(word, weight, size);
    if (line !== '' && used + space + wordWidth <= width) {
      line += ` ${word}`;
      used += space + wordWidth;
      continue;
    }
    end();
    const pieces = wordWidth <= width ? [word] : piecesOf(word, width, weight, size);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
    used = widthOf(line, weight, size);
  }
  end();
  return lines;
}

function piecesOf(word: string, width: number, weight: Weight, size: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  const put = (part: string, partWidth: number) => {
    if (piece !== '' && used + partWidth > width) {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += part;
    used += partWidth;
  };
  for (const { segment } of letters.segment(word)) {
    const segmentWidth = widthOf(segment, weight, size);
    if (segmentWidth <= width) put(segment, segmentWidth);
    else for (const sign of segment) put(sign, widthOf(sign, weight, size));
  }
  return [...pieces, piece];
}
