import type { Texts } from '../ru/index.ts';

export const sms: Texts['sms'] = {
  label: {
    login: 'Login',
    password: 'Password',
    apiKey: 'API key',
    apiId: 'api_id',
    email: 'E-mail of the account',
    token: 'Token',
    gatewayLogin: 'Gateway login',
    gatewayPassword: 'Gateway password',
    host: 'Server',
    sender: 'Sender name',
    sign: 'Signature',
  },
  state: {
    queued: 'queued',
    sending: 'on its way out',
    sent: 'sent',
    delivered: 'delivered',
    undelivered: 'not delivered',
    expired: 'expired',
    rejected: 'refused',
    unknown: 'unknown',
  },
  check: {
    account: 'the fields are filled in',
    balance: 'the balance is {{sum}}',
    balanceUnknown: 'the provider does not tell the balance',
    price: 'the price is {{sum}}, parts: {{parts}}',
    priceUnknown: 'the provider does not tell the price beforehand',
    sent: 'the test SMS was taken',
    delivered: 'the SMS was delivered',
    notYet: "the SMS is still on its way ({{state}}): wait or look into the provider's account page",
    statusUnknown: 'the provider does not tell about delivery: look at the phone',
    text: 'Kvitok test: receipts will come like this',
  },
};
