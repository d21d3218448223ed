import type { FillRandom } from '../../base/uuid.ts';
import { registrationCheckNumber } from '../../receipt/check-digits.ts';
import type { RegisterData } from '../../receipt/sale-receipt.ts';

/** Who the emulated register is: what a register and its fiscal drive keep from their registration on. */
export interface DriveFacts extends RegisterData {
  ffd: '1.05' | '1.2';
  fiscalDriveNumber: string;
  registrationNumber: string;
  serialNumber: string;
  name: string;
  inn: string;
  taxationSystem: number;
  checkSite: string;
  /** Key of the fiscal sign, hex. */
  key: string;
}

/** A register of its own: its numbers are those of no real one (9999… is the series of test drives), their check digits are right. */
export function newFacts(fill: FillRandom, ffd: '1.05' | '1.2'): DriveFacts {
  const key = new Uint8Array(32);
  fill(key);
  const digits = (count: number) => {
    const bytes = new Uint8Array(count);
    fill(bytes);
    return [...bytes].map((byte) => byte % 10).join('');
  };
  const inn = '9909000011';
  const serialNumber = `001060${digits(8)}`;
  const order = `00${digits(8)}`;
  return {
    ffd,
    fiscalDriveNumber: `99990789${digits(8)}`,
    registrationNumber: order + registrationCheckNumber(order, inn, serialNumber),
    serialNumber,
    name: 'ООО «Пример»',
    inn,
    settlementAddress: '101000, г. Москва, ул. Примерная, д. 1',
    settlementPlace: 'Магазин «Пример»',
    senderAddress: 'cheki@example.com',
    taxationSystem: 1,
    checkSite: 'www.nalog.gov.ru',
    key: Buffer.from(key).toString('hex'),
  };
}
