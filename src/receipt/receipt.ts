import type { Decimal, Kopecks } from './money.ts';

/** Version of the fiscal document format (tag 1209). A receipt without the tag is of version 1.0. */
export type FfdVersion = '1.0' | '1.05' | '1.1' | '1.2';

/**
 * One fiscal document as the register formed it: a receipt, a form of strict accountability, or a correction of either.
 *
 * Values are those of the register: nothing here is recomputed or rounded. Codes are kept as numbers even when the
 * vocabulary (`vocabulary.ts`) does not know them. The buyer's contact (tag 1008) is not part of it: it is personal data
 * and lives apart. An absent field is a requisite that the register did not give.
 */
export interface Receipt {
  /** Document form, tag 1000: 3 receipt, 4 БСО, 31 correction receipt, 41 correction БСО. */
  form: number;
  ffd: FfdVersion;
  /** Calculation type, tag 1054: 1 приход, 2 возврат прихода, 3 расход, 4 возврат расхода. */
  calculationType: number;
  /** Local time of the settlement place without a zone, tag 1012: `YYYY-MM-DDTHH:MM[:SS]`, or `YYYY-MM-DD` where the source has no time. */
  dateTime: string;
  /** Time zone code, tag 1011 (1–11). */
  timeZone?: number;

  /** Tag 1041, up to 16 digits, text because leading zeros count. */
  fiscalDriveNumber?: string;
  /** Tag 1040. */
  fiscalDocumentNumber?: number;
  /** Tag 1077 as decimal text without padding, 0 … 4294967295. Printed padded to 10 digits. */
  fiscalSign?: string;
  /** Tag 1037, 16 digits, without the padding spaces. */
  registrationNumber?: string;
  /** Register's serial number, tag 1013. */
  registerSerialNumber?: string;
  /** Tag 1038. */
  shiftNumber?: number;
  /** Number of the receipt within the shift, tag 1042. */
  numberInShift?: number;
  /** Number of the vending machine, tag 1036. */
  machineNumber?: string;
  /** Site where the receipt is checked, tag 1060. */
  checkSite?: string;
  /** The register's own QR text (tag 1196), used to the letter when given. */
  qr?: string;

  seller: Seller;
  cashier?: { name: string; inn?: string };
  /** Taxation system applied, tag 1055: 1 ОСН, 2 УСН доход, 4 УСН доход − расход, 8 ЕНВД, 16 ЕСХН, 32 патент. */
  taxationSystem?: number;
  /** The register works on the internet only, tag 1108. */
  internetOnly?: boolean;
  /** Settlement on the internet, tag 1125. */
  internetPayment?: boolean;

  items: ReceiptItem[];
  /** Tag 1020. */
  total: Kopecks;
  payments: Payments;
  /** Sums of VAT by rate code of tag 1199. For 5 (0 %) and 6 (no VAT) the sum is of the settlement, not of the tax. Tags 1102–1107, 1115. */
  vat: VatSum[];

  /** Sign of the agent, tag 1057: bits 1, 2, 4, 8, 16, 32, 64. */
  agentType?: number;
  agent?: AgentData;
  /** Supplier's telephones for the whole receipt, tag 1171. */
  supplierPhones?: string[];
  buyer?: Buyer;
  correction?: Correction;
  /** Additional requisite of the receipt, tag 1192. */
  additionalRequisite?: string;
  /** Additional requisites of the user, tag 1084 {1085, 1086}. */
  userRequisites?: UserRequisite[];
  /** Requisites of the branch of trade for the receipt, tag 1261. */
  industryRequisites?: IndustryRequisite[];
  /** Operational requisite, tag 1270. */
  operationalRequisite?: { id?: number; data?: string; dateTime?: string };
  /** Result of checking the marking codes of the whole receipt, tag 2107. */
  markingCheckResult?: number;
  /** Details of cashless payments, tag 1234 {1235 {1082, 1236, 1237, 1238}}. */
  cashlessPayments?: { sum?: Kopecks; method?: number; identifiers?: string; additional?: string }[];
}

export interface Seller {
  /** Tag 1048. */
  name?: string;
  /** Tag 1018, 10 or 12 digits, without the padding spaces. */
  inn?: string;
  /** Settlement address, tag 1009. */
  settlementAddress?: string;
  /** Settlement place, tag 1187. */
  settlementPlace?: string;
  /** Sender's e-mail, tag 1117. */
  senderAddress?: string;
}

export interface ReceiptItem {
  /** Tag 1030; absent where the law allows it (an advance). */
  name?: string;
  /** Price of a unit with discounts, tag 1079. */
  price: Kopecks;
  /** Tag 1023. */
  quantity: Decimal;
  /** Code of the unit, tag 2108 (FFD 1.2). */
  measure?: number;
  /** Unit as text, tag 1197 (up to FFD 1.1). */
  unit?: string;
  /** Fraction of a marked article, tag 1291 {1293, 1294}. */
  fraction?: { numerator: number; denominator: number };
  /** Cost with discounts, tag 1043. */
  sum: Kopecks;
  /** VAT rate code, tag 1199. */
  vatRate?: number;
  /** VAT of the item, tag 1200. */
  vatSum?: Kopecks;
  /** VAT of one unit, tag 1198. */
  vatPerUnit?: Kopecks;
  /** Payment method, tag 1214. */
  paymentMethod?: number;
  /** Payment subject, tag 1212. */
  paymentSubject?: number;
  /** Sign of the agent by item, tag 1222. */
  agentType?: number;
  agent?: AgentData;
  supplier?: Supplier;
  /** Marking code, tags 1162, 1163. */
  marking?: MarkingCode;
  /** Result of checking the marking code, tag 2106: bits 1, 2, 4, 8; 15 is all good. */
  markingCheckResult?: number;
  /** Excise, tag 1229. */
  excise?: Kopecks;
  /** Country of origin, tag 1230. */
  originCountry?: string;
  /** Number of the customs declaration, tag 1231. */
  customsDeclaration?: string;
  /** Additional requisite of the item, tag 1191. */
  additionalRequisite?: string;
  /** Tag 1260. */
  industryRequisites?: IndustryRequisite[];
}

/** Payments of the receipt. A field that the register left out is absent. */
export interface Payments {
  /** Tag 1031. */
  cash?: Kopecks;
  /** Tag 1081. */
  cashless?: Kopecks;
  /** Offset of an advance, tag 1215. */
  prepaid?: Kopecks;
  /** On credit, tag 1216. */
  credit?: Kopecks;
  /** In kind, tag 1217. */
  provision?: Kopecks;
}

export interface VatSum {
  /** Code of tag 1199. */
  rate: number;
  sum: Kopecks;
}

/** Payment agent and money-transfer operator, tag 1223 or at receipt level. */
export interface AgentData {
  /** Tag 1044. */
  operation?: string;
  /** Tag 1073. */
  agentPhones?: string[];
  /** Tag 1074. */
  receiverPhones?: string[];
  /** Tag 1075. */
  transferPhones?: string[];
  /** Tag 1026. */
  transferName?: string;
  /** Tag 1005. */
  transferAddress?: string;
  /** Tag 1016. */
  transferInn?: string;
}

/** Tags 1224 {1225, 1171} and 1226. */
export interface Supplier {
  name?: string;
  inn?: string;
  phones?: string[];
}

/** Tags 1227, 1228, in FFD 1.2 inside 1256. */
export interface Buyer {
  name?: string;
  inn?: string;
  /** Tag 1243. */
  birthDate?: string;
  /** Tag 1244. */
  citizenship?: string;
  /** Tag 1245. */
  documentCode?: string;
  /** Tag 1246. */
  documentData?: string;
  /** Tag 1254. */
  address?: string;
}

export interface Correction {
  /** Tag 1173: 0 by oneself, 1 by order. */
  type?: number;
  /** Description, tag 1177. */
  description?: string;
  /** Date of the corrected settlement, tag 1178, `YYYY-MM-DD`. */
  date?: string;
  /** Number of the order, tag 1179. */
  number?: string;
}

export interface MarkingCode {
  /** Name of the field that held it (gs1m, itf14, …) or `legacy` for tag 1162. */
  type: string;
  /** GTIN as text of digits with its leading zeros. */
  gtin?: string;
  serial?: string;
  raw?: string;
}

export interface UserRequisite {
  /** Tag 1085. */
  name: string;
  /** Tag 1086. */
  value: string;
}

export interface IndustryRequisite {
  /** Tag 1262. */
  authority?: string;
  /** Tag 1263. */
  date?: string;
  /** Tag 1264. */
  number?: string;
  /** Tag 1265. */
  value?: string;
}
