import { type Weight, widthOf } from './runs.ts';

const letters = new Intl.Segmenter('ru', { granularity: 'grapheme' });

export interface WrappedLine {
  text: string;
  width: number;
}

/** Lines of drawable text that fit a width: broken between words, and within a word only where it alone is wider. Nothing is cut off. */
export function wrapText(text: string, width: number, weight: Weight, size: number): WrappedLine[] {
  const whole = widthOf(text, weight, size);
  if (whole <= width && !/^ | {2}| $/.test(text)) return text === '' ? [] : [{ text, width: whole }];
  const space = widthOf(' ', weight, size);
  const lines: WrappedLine[] = [];
  let line: WrappedLine | undefined;
  for (const word of text.split(' ')) {
    if (word === '') continue;
    const wordWidth = widthOf(word, weight, size);
    if (line && line.width + space + wordWidth <= width) {
      line.text += ` ${word}`;
      line.width += space + wordWidth;
    } else {
      lines.push(...(wordWidth <= width ? [{ text: word, width: wordWidth }] : piecesOf(word, width, weight, size)));
      line = lines.at(-1);
    }
  }
  return lines;
}

function piecesOf(word: string, width: number, weight: Weight, size: number): WrappedLine[] {
  const pieces: WrappedLine[] = [];
  let piece: WrappedLine = { text: '', width: 0 };
  const put = (part: string, partWidth: number) => {
    if (piece.text === '' || piece.width + partWidth > width) {
      piece = { text: '', width: 0 };
      pieces.push(piece);
    }
    piece.text += part;
    piece.width += partWidth;
  };
  for (const { segment } of letters.segment(word)) {
    const segmentWidth = widthOf(segment, weight, size);
    if (segmentWidth <= width) put(segment, segmentWidth);
    else for (const sign of segment) put(sign, widthOf(sign, weight, size));
  }
  return pieces;
}
