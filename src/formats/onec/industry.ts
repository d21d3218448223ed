import type { IndustryRequisite } from '../../receipt/receipt.ts';
import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';

/** Tags 1260 and 1261. */
export function readIndustryAttribute(fields: Fields): IndustryRequisite[] | undefined {
  const found = fields.list('IndustryAttribute', 100).map((row) =>
    compact<IndustryRequisite>({
      authority: row.text(['IdentifierFOIV']),
      date: row.text(['DocumentDate'], 40),
      number: row.text(['DocumentNumber']),
      value: row.text(['AttributeValue'], 2_000),
    }),
  );
  const filled = found.filter((requisite) => Object.keys(requisite).length > 0);
  return filled.length === 0 ? undefined : filled;
}
