import type { Texts } from '../ru/index.ts';

export const access: Texts['access'] = {
  title: 'People and access',
  acts: {
    setUp: 'first sign-in: an owner was made',
    signedIn: 'signed in',
    signInRefused: 'sign-in refused',
    signedOut: 'signed out',
    signedOutEverywhere: 'signed out everywhere',
    userAdded: 'person added',
    userChanged: 'rights changed',
    userRemoved: 'person removed',
    passwordChanged: 'password changed',
    tokenMade: 'token created',
    tokenRevoked: 'token revoked',
    settingsChanged: 'settings changed',
    settingsImported: 'settings loaded from a file',
    contactSeen: "buyer's contact shown",
    contactErased: "buyer's data erased",
    journalExported: 'journal exported',
    bundleMade: 'support bundle made',
    backupMade: 'database copied',
  },
};
