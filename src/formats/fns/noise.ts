/** Keys that services add and no printed form needs: signs of the message, the transport, the archive. */
export const receiptNoise: ReadonlySet<string> = new Set([
  '_id',
  'id',
  'metadata',
  'messageFiscalSign',
  'ofdId',
  'rawData',
  'raw_data',
  'receiveDate',
  'redefine_mask',
  'region',
  'subtype',
]);

/** Keys of an item that are not printed: how the code was checked on the way (tags 2102, 2115), or why an app did not read it. */
export const itemNoise: ReadonlySet<string> = new Set([
  'itemNumber',
  'labelCodeProcesMode',
  'labelCodeProcessMode',
  'plannedStatus',
  'productCodeDataError',
]);
