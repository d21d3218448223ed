import { acceptReceipt } from './accept-receipt.ts';
import {
  addAudit,
  listAudit,
  purgeAudit,
  readSessions,
  readTokens,
  readUsers,
  removeSessions,
  removeToken,
  removeUser,
  writeSession,
  writeToken,
  writeUser,
} from './access.ts';
import { accountStates, saveAccountState } from './account-states.ts';
import { addDelivery } from './add-delivery.ts';
import { addSale } from './add-sale.ts';
import { cancelDelivery } from './cancel-delivery.ts';
import { claimDeliveries } from './claim-deliveries.ts';
import { deliverySource, sealedContacts } from './contacts.ts';
import { countDeliveries } from './delivery-ids.ts';
import { accountsWithWork, dueNow, nextDue } from './due.ts';
import { eraseContact } from './erase-contact.ts';
import { purgeFigures, readFigures, stuckSales, unsentSales, waitingNow } from './figures.ts';
import { finishAttempts } from './finish-attempts.ts';
import { countByStatus, getDelivery, listDeliveries } from './list-deliveries.ts';
import { readMeta, writeMeta } from './meta.ts';
import { moveSale } from './move-sale.ts';
import { purge } from './purge.ts';
import { getReceipt, listReceipts } from './receipts.ts';
import { releaseLeases } from './release-leases.ts';
import { retryDeliveries } from './retry-deliveries.ts';
import { retryDelivery } from './retry-delivery.ts';
import { dueSales, getSale, listSales, openForm, purgeSales, saleOfReceipt } from './sales.ts';
import { findSettingsChange, listSettingsHistory, readSettings, writeSettings } from './settings.ts';
import { smsToContact, smsUsage } from './sms-usage.ts';
import { claimStatusChecks, findByProviderId, nextStatusDue, recordReports, statusDueNow } from './status-checks.ts';

/** Everything that the store can be asked, by name; each runs within a transaction that its engine opens. */
export const statements = {
  acceptReceipt,
  addDelivery,
  claimDeliveries,
  finishAttempts,
  releaseLeases,
  nextDue,
  dueNow,
  accountsWithWork,
  accountStates,
  saveAccountState,
  claimStatusChecks,
  nextStatusDue,
  statusDueNow,
  findByProviderId,
  recordReports,
  smsUsage,
  smsToContact,
  cancelDelivery,
  retryDelivery,
  retryDeliveries,
  listDeliveries,
  countDeliveries,
  sealedContacts,
  deliverySource,
  getDelivery,
  countByStatus,
  getReceipt,
  listReceipts,
  readSettings,
  writeSettings,
  listSettingsHistory,
  findSettingsChange,
  readMeta,
  writeMeta,
  eraseContact,
  purge,
  readFigures,
  waitingNow,
  stuckSales,
  unsentSales,
  purgeFigures,
  addSale,
  moveSale,
  getSale,
  listSales,
  dueSales,
  saleOfReceipt,
  openForm,
  purgeSales,
  readUsers,
  writeUser,
  removeUser,
  readSessions,
  writeSession,
  removeSessions,
  readTokens,
  writeToken,
  removeToken,
  addAudit,
  listAudit,
  purgeAudit,
} as const;

export type StatementName = keyof typeof statements;
