import { type Block, MARGIN } from './blocks.ts';

/** Readers take pages of 14,400 points at most (ISO 32000-1, annex C). */
const TALLEST_PAGE = 14_000;
const TALLEST_BLOCK = TALLEST_PAGE - 2 * MARGIN;

export interface Page {
  height: number;
  blocks: Block[];
}

/** Blocks put on one page as tall as they need, or on more where a page may not be that tall. */
export function pagesOf(blocks: readonly Block[]): Page[] {
  const first: Page = { height: 2 * MARGIN, blocks: [] };
  const pages = [first];
  let page = first;
  for (const block of blocks.flatMap(split)) {
    if (page.height + block.height > TALLEST_PAGE) {
      page = { height: 2 * MARGIN, blocks: [] };
      pages.push(page);
    }
    page.blocks.push(block);
    page.height += block.height;
  }
  return pages;
}

/** A block of thousands of lines is cut between lines. */
function split(block: Block): Block[] {
  if (block.height <= TALLEST_BLOCK) return [block];
  // Room for the last line, which begins within the slice and may end below it.
  const slice = TALLEST_BLOCK - 50;
  return Array.from({ length: Math.ceil(block.height / slice) }, (_, index) => {
    const top = index * slice;
    const texts = block.texts.filter(({ y }) => y >= top && y < top + slice);
    return { ...block, height: TALLEST_BLOCK, texts: texts.map((text) => ({ ...text, y: text.y - top })) };
  });
}
