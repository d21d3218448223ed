import type { AgentData, Buyer, IndustryRequisite, Supplier, UserRequisite } from '../../receipt/receipt.ts';
import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** Data of the payment agent (tag 1223) at the receipt or the item, under the names of all versions. */
export function readAgent(fields: Fields): AgentData | undefined {
  const own = agentOf(fields);
  const nested = fields.object('paymentAgentData');
  const inner = nested && agentOf(nested);
  nested?.warnUnread(NOTHING);
  const agent = { ...own, ...inner };
  return Object.keys(agent).length === 0 ? undefined : agent;
}

function agentOf(fields: Fields): AgentData {
  return compact<AgentData>({
    operation: fields.text(['paymentAgentOperation', 'bankAgentOperation', 'bankSubagentOperation']),
    agentPhones: fields.texts(['paymentAgentPhone', 'paymentSubagentPhone', 'bankAgentPhone', 'bankSubagentPhone']),
    receiverPhones: fields.texts(['operatorToReceivePhone', 'operatorPhoneToReceive']),
    transferPhones: fields.texts(['operatorPhoneToTransfer', 'operatorTransferPhone']),
    transferName: fields.text(['operatorTransferName', 'operatorName']),
    transferAddress: fields.text(['operatorTransferAddress', 'operatorAddress']),
    transferInn: fields.trimmed(['operatorTransferInn'], 20),
  });
}

/** The item's supplier: tags 1224 {1225, 1171} and 1226. */
export function readSupplier(fields: Fields): Supplier | undefined {
  const data = fields.object('providerData');
  const supplier = compact<Supplier>({
    name: data?.text(['providerName']) ?? fields.text(['providerName']),
    inn: fields.trimmed(['providerInn'], 20) ?? data?.trimmed(['providerInn'], 20),
    phones: data?.texts(['providerPhone']) ?? fields.texts(['providerPhone']),
  });
  data?.warnUnread(NOTHING);
  return Object.keys(supplier).length === 0 ? undefined : supplier;
}

/** The buyer: tags 1227 and 1228, in FFD 1.2 within 1256. */
export function readBuyer(fields: Fields): Buyer | undefined {
  const data = fields.object('buyerInformation');
  const buyer = compact<Buyer>({
    name: data?.text(['buyer', 'buyerName', 'name']) ?? fields.text(['buyer']),
    inn: data?.trimmed(['buyerInn', 'inn'], 20) ?? fields.trimmed(['buyerInn'], 20),
    birthDate: data?.text(['buyerBirthday', 'birthDate', 'dateOfBirth'], 40),
    citizenship: data?.text(['buyerCitizenship', 'citizenship'], 100),
    documentCode: data?.text(['buyerDocumentCode', 'documentCode', 'identityDocumentCode'], 40),
    documentData: data?.text(['buyerDocumentData', 'documentData', 'identityDocumentData']),
    address: data?.text(['buyerAddress', 'address']),
  });
  data?.warnUnread(NOTHING);
  return Object.keys(buyer).length === 0 ? undefined : buyer;
}

/** Additional requisites of the user (tag 1084): an object or a list, and the names of the older dialects. */
export function readUserRequisites(fields: Fields): UserRequisite[] | undefined {
  const found = ['properties', 'propertiesUser', 'userProperty'].flatMap((key) => fields.list(key, 100));
  const requisites = found.flatMap((row): UserRequisite[] => {
    const name = row.text(['propertyName', 'key', 'name']) ?? '';
    const value = row.text(['propertyValue', 'value'], 2_000) ?? '';
    row.warnUnread(NOTHING);
    return name === '' && value === '' ? [] : [{ name, value }];
  });
  return requisites.length === 0 ? undefined : requisites;
}

/** Requisites of the branch of trade (tags 1260, 1261). */
export function readIndustry(fields: Fields, name: string): IndustryRequisite[] | undefined {
  const requisites = fields.list(name, 100).map((row): IndustryRequisite => {
    const requisite = compact<IndustryRequisite>({
      authority: row.text(['idFoiv']),
      date: row.text(['foundationDocDateTime', 'foundationDocDate']),
      number: row.text(['foundationDocNumber']),
      value: row.text(['industryPropValue'], 2_000),
    });
    row.warnUnread(NOTHING);
    return requisite;
  });
  return requisites.length === 0 ? undefined : requisites;
}
