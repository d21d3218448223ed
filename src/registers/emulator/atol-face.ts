import { readAtolTask } from '../../formats/atol/read.ts';
import { tasks as fiscalTasks, taxation } from '../../formats/atol/words.ts';
import { atolResult } from '../../formats/atol/write.ts';
import { Fields } from '../../formats/fields.ts';
import { decodeUtf8, isObject, type JsonObject, parseLossless } from '../../formats/json-text.ts';
import { printedFiscalSign } from '../../receipt/key.ts';
import { Problem } from '../../texts/problem.ts';
import type { Command, Device, Task } from './device.ts';
import { type DriveDocument, localTimeAt } from './fiscal-drive.ts';
import { receiptOf } from './receipt.ts';
import type { Face, Reply } from './server.ts';

const KEPT = 1_000;

/** ATOL's web server over the device: `/api/v2/requests`, `/api/v2/operations/query…`. */
export function atolFace(device: Device): Face {
  /** Results of tasks that are no fiscal documents. */
  const answered = new Map<string, unknown[]>();

  const post = async (body: Uint8Array): Promise<Reply> => {
    const json = parseLossless(decodeUtf8(body));
    if (!isObject(json)) return error(400, "Поле 'uuid' не задано или пустое");
    const uuid = typeof json.uuid === 'string' ? json.uuid.trim().slice(0, 100) : '';
    const list = (Array.isArray(json.request) ? json.request : [json.request]).filter(isObject);
    if (uuid === '') return error(400, "Поле 'uuid' не задано или пустое");
    if (list.length === 0) return error(400, "Поле 'request' не задано или пустое");
    if (answered.has(uuid) || device.find(uuid)) return error(409, `Задание ${uuid} уже существует`);
    const fiscal = list.filter(isFiscal);
    if (fiscal.length > 1) return error(400, `Слишком много фискальных заданий: ${fiscal.length}`);
    const [only] = fiscal;
    if (only === undefined)
      keep(
        uuid,
        list.map((task) => answer(device, task)),
      );
    else {
      const task = readTask(only, uuid);
      if (task instanceof Problem) keep(uuid, [failed(501, `Ошибка парсинга запроса: ${task.tell('ru')}`)]);
      else if ((await device.submit(uuid, task)).kind === 'cut') return 'cut';
    }
    return { status: 201, json: { uuid, number: 1, isBlocked: false, blockedUUID: '' } };
  };

  const keep = (uuid: string, results: unknown[]) => {
    answered.set(uuid, results);
    for (const old of [...answered.keys()].slice(0, Math.max(0, answered.size - KEPT))) answered.delete(old);
  };

  const get = (uuid: string): Reply => {
    const command = device.find(uuid);
    const results = command ? [commandResult(device, command)] : answered.get(uuid);
    return results ? { status: 200, json: { results } } : error(404, `Задание ${uuid} не найдено`);
  };

  return ({ method, path, body }) => {
    const [, part = ''] = /^\/(?:api\/v[12]\/)?(.*?)\/?$/.exec(path) ?? [];
    // The server's own page, by which callers see that it is there.
    if (part === '' && method === 'GET') return { status: 200, json: { name: 'Kvitok emulator' } };
    if (part === 'requests' && method === 'POST')
      return post(body).catch((thrown: unknown) => {
        if (thrown instanceof Problem) return error(400, thrown.tell('ru'));
        throw thrown;
      });
    const uuid = /^requests\/(.+)$/.exec(part)?.[1];
    if (uuid !== undefined && method === 'GET') return get(decodeURIComponent(uuid));
    if (uuid !== undefined && method === 'DELETE')
      return device.find(uuid)
        ? error(409, 'Задание в текущем состоянии удалить нельзя')
        : error(404, `Задание ${uuid} не найдено`);
    const operation = /^operations\/query(\w+)$/.exec(part)?.[1];
    if (operation !== undefined && method === 'POST') {
      const result = answer(device, { type: `get${operation}` });
      return result.status === 'ready' ? { status: 200, json: result.result } : error(404, 'Не найдено');
    }
    if (part === 'serverInfo') return { status: 200, json: { name: 'Kvitok emulator', platform: 'emulator' } };
    if (part === 'devices') return { status: 200, json: [{ id: 'default', isActive: true, isDefault: true }] };
    if (part === 'getRequestsQueueStatus')
      return {
        status: 200,
        json: { isBlocked: false, blockedUUID: '', ready: 0, canceled: 0, number: 0 },
      };
    return undefined;
  };
}

const isFiscal = ({ type }: JsonObject): boolean =>
  typeof type === 'string' && (fiscalTasks.has(type) || type === 'openShift' || type === 'closeShift');

function readTask(task: JsonObject, uuid: string): Task | Problem {
  if (task.type === 'openShift' || task.type === 'closeShift') return { kind: task.type };
  try {
    return {
      kind: 'receipt',
      sale: readAtolTask(new Fields(task, 'request', { unit: 'roubles', warnings: [] }), uuid),
    };
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown;
    throw thrown;
  }
}

const error = (status: number, description: string): Reply => ({
  status,
  json: { error: { code: status, description } },
});
const ready = (result: unknown) => ({ status: 'ready', error: { code: 0, description: 'Ошибок нет' }, result });
const failed = (code: number, description: string) => ({ status: 'error', error: { code, description }, result: null });

function commandResult(device: Device, { state, document, fault }: Command): unknown {
  if (fault) return failed(fault.code, fault.description);
  if (document) return ready(documentResult(device, document));
  return { status: state === 'wait' ? 'wait' : 'inProgress', error: { code: 0, description: '' }, result: null };
}

function documentResult({ facts }: Device, document: DriveDocument): unknown {
  const receipt = receiptOf(facts, document);
  const fiscalDocumentDateTime = `${document.dateTime}+03:00`;
  if (receipt === undefined)
    return {
      fiscalParams: {
        fiscalDocumentDateTime,
        fiscalDocumentNumber: document.number,
        fiscalDocumentSign: printedFiscalSign(document.sign),
        fnNumber: facts.fiscalDriveNumber,
        registrationNumber: facts.registrationNumber,
        shiftNumber: document.shift,
        fnsUrl: facts.checkSite,
      },
      warnings: null,
    };
  const result = atolResult(receipt) as { fiscalParams: object };
  return { ...result, fiscalParams: { ...result.fiscalParams, fiscalDocumentDateTime } };
}

/** The register's answers about itself, in the fields of the driver's JSON tasks. */
function answer(device: Device, { type }: JsonObject): { status: string; result: unknown } {
  const { facts } = device;
  const now = localTimeAt(device.now());
  const shift = device.shift();
  const state = shift.state === 'open' ? 'opened' : shift.state;
  switch (type) {
    case 'getRegistrationInfo':
      return ready({
        organization: {
          name: facts.name,
          vatin: facts.inn,
          email: facts.senderAddress,
          taxationTypes: [taxation.word(facts.taxationSystem)],
          agents: [],
          address: facts.settlementAddress,
        },
        device: {
          paymentsAddress: facts.settlementPlace,
          fnsUrl: facts.checkSite,
          registrationNumber: facts.registrationNumber,
          offlineMode: false,
          internet: false,
          ffdVersion: facts.ffd,
          defaultTaxationType: taxation.word(facts.taxationSystem),
        },
        ofd: { name: 'ОФД «Пример»', vatin: '9909000011', host: 'ofd.example', port: 7777 },
      });
    case 'getFnInfo':
      return ready({
        fnInfo: { serial: facts.fiscalDriveNumber, ffdVersion: facts.ffd, livePhase: 'fiscalMode' },
      });
    case 'getFnStatus':
      return ready({
        fnStatus: { fiscalDocumentNumber: device.documents().length, fiscalReceiptNumber: shift.receipts },
      });
    case 'getDeviceInfo':
      return ready({
        deviceInfo: { serial: facts.serialNumber, modelName: 'Kvitok emulator', ffdVersion: facts.ffd },
      });
    case 'getDeviceStatus':
      return ready({
        deviceStatus: {
          currentDateTime: `${now}+03:00`,
          shift: state,
          blocked: false,
          coverOpened: false,
          fiscal: true,
          fnFiscal: true,
          fnPresent: true,
          paperPresent: device.faults.next('no-paper') === undefined,
        },
      });
    case 'getShiftStatus':
      return ready({
        shiftStatus: {
          number: shift.number,
          state,
          expiredAt: `${localTimeAt((shift.number === 0 ? device.now() : shift.openedAt) + 86_400_000)}+03:00`,
        },
      });
    case 'reportX':
    case 'printLastReceiptCopy':
      return ready({});
    default:
      return failed(501, 'Ошибка парсинга запроса: неизвестный тип задания');
  }
}
