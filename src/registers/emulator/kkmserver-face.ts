import { setTimeout as sleep } from 'node:timers/promises';
import { Fields } from '../../formats/fields.ts';
import { decodeUtf8, isObject, type JsonObject, parseLossless } from '../../formats/json-text.ts';
import { readKkmServerCheck } from '../../formats/kkmserver/read.ts';
import { kkmServerResult } from '../../formats/kkmserver/write.ts';
import { taxationByIndex } from '../../formats/sale/dialect.ts';
import { Problem } from '../../texts/problem.ts';
import type { Command, Device, Task } from './device.ts';
import { localTimeAt } from './fiscal-drive.ts';
import { receiptOf } from './receipt.ts';
import type { Face, Reply } from './server.ts';

const DEFAULT_TIMEOUT_S = 60;

/** KkmServer over the device: `POST /Execute` and `/Execute/sync`. */
export function kkmServerFace(device: Device, newId: () => string): Face {
  const execute = async (body: Uint8Array): Promise<Reply> => {
    const json = parseLossless(decodeUtf8(body));
    const fields = new Fields(isObject(json) ? json : {}, '', { unit: 'roubles', warnings: [] });
    const command = fields.text(['Command'], 40) ?? '';
    const id = fields.trimmed(['IdCommand'], 100) ?? newId();
    const common = { Command: command, IdCommand: id, NumDevice: 1, Error: '', Warning: '', Message: '', Status: 0 };
    const failed = (error: string, status = 2): Reply => ({
      status: 200,
      json: { ...common, Status: status, Error: error },
    });
    switch (command) {
      case 'RegisterCheck':
      case 'OpenShift':
      case 'CloseShift':
      case 'ZReport': {
        const task = readTask(command, isObject(json) ? json : {});
        if (task instanceof Problem) return failed(task.tell('ru'));
        const submitted = await device.submit(id, task);
        if (submitted.kind === 'cut') return 'cut';
        const seconds = fields.whole(['Timeout']) || DEFAULT_TIMEOUT_S;
        if (seconds > 1) await untilDone(submitted.command, seconds);
        return { status: 200, json: { ...common, ...commandResult(device, submitted.command) } };
      }
      case 'GetRezult': {
        const known = device.find(id);
        if (known === undefined) return failed('Команда не найдена', 3);
        const Rezult = { ...common, Command: 'RegisterCheck', ...commandResult(device, known) };
        return { status: 200, json: { ...common, Rezult } };
      }
      case 'GetDataKKT':
        return { status: 200, json: { ...common, ...dataKkt(device) } };
      case 'GetDataCheck': {
        const result = dataCheck(device, fields.whole(['FiscalNumber']) ?? 0);
        return result ? { status: 200, json: { ...common, ...result } } : failed('Документ не найден');
      }
      case 'XReport':
        return { status: 200, json: common };
      default:
        return failed(`Команда «${command}» не поддерживается`);
    }
  };

  return ({ method, path, body }) => {
    if (method !== 'POST' || !/^\/execute(\/sync)?\/?$/i.test(path)) return undefined;
    return execute(body).catch((thrown: unknown): Reply => {
      if (thrown instanceof Problem) return { status: 400, json: { Status: 2, Error: thrown.tell('ru') } };
      throw thrown;
    });
  };
}

async function untilDone(command: Command, seconds: number): Promise<void> {
  const end = new AbortController();
  const timeIsUp = sleep(seconds * 1_000, undefined, { signal: end.signal, ref: false }).catch(() => {});
  await Promise.race([command.done, timeIsUp]);
  end.abort();
}

function readTask(command: string, json: JsonObject): Task | Problem {
  if (command === 'OpenShift') return { kind: 'openShift' };
  if (command !== 'RegisterCheck') return { kind: 'closeShift' };
  try {
    return { kind: 'receipt', sale: readKkmServerCheck(new Fields(json, '', { unit: 'roubles', warnings: [] })) };
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown;
    throw thrown;
  }
}

function commandResult({ facts }: Device, { state, document, fault }: Command): Record<string, unknown> {
  if (fault) return { Status: 2, Error: `${fault.description} (${fault.code})` };
  if (document === undefined) return { Status: state === 'wait' ? 4 : 1 };
  const receipt = receiptOf(facts, document);
  const { sale } = document;
  if (receipt === undefined || sale === undefined)
    return { Status: 0, CheckNumber: document.number, SessionNumber: document.shift, URL: '', QRCode: '' };
  const { Command: _command, IdCommand: _id, ...result } = kkmServerResult(sale, receipt);
  const printed = sale.electronically === true && document.printed === true;
  return { ...result, ...(printed ? { Warning: 'Чек напечатан на бумаге' } : {}) };
}

const sessionStates = { closed: 1, open: 2, expired: 3 };

function dataKkt(device: Device): Record<string, unknown> {
  const { facts } = device;
  const shift = device.shift();
  return {
    CheckNumber: device.documents().length,
    SessionNumber: shift.number,
    LineLength: 48,
    URL: '',
    Info: {
      UrlServerOfd: 'ofd.example',
      PortServerOfd: '7777',
      NameOFD: 'ОФД «Пример»',
      InnOrganization: facts.inn,
      NameOrganization: facts.name,
      AddressSettle: facts.settlementAddress,
      PlaceSettle: facts.settlementPlace,
      SenderEmail: facts.senderAddress,
      TaxVariant: taxationByIndex.word(facts.taxationSystem),
      KktNumber: facts.serialNumber,
      FnNumber: facts.fiscalDriveNumber,
      RegNumber: facts.registrationNumber,
      FFDVersion: facts.ffd,
      InternetMode: false,
      OnOff: true,
      Active: true,
      FN_IsFiscal: true,
      SessionState: sessionStates[shift.state],
      PaperOver: device.faults.next('no-paper') !== undefined,
      DateTimeKKT: localTimeAt(device.now()),
    },
  };
}

function dataCheck(device: Device, number: number): Record<string, unknown> | undefined {
  const documents = device.documents();
  const document = documents.find((one) => one.number === (number === 0 ? documents.length : number));
  const receipt = document && receiptOf(device.facts, document);
  if (document?.sale === undefined || receipt === undefined) return undefined;
  const { QRCode, URL } = kkmServerResult(document.sale, receipt);
  return {
    RegisterCheck: {
      FiscalNumber: document.number,
      FiscalDate: document.dateTime,
      FiscalSign: document.sign,
      ClientAddress: document.sale.customerContact ?? '',
    },
    QRCode,
    URL,
  };
}
