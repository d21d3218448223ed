/** What most buyers' addresses end with, most used first: one key each after `@`. */
export const quickDomains = ['mail.ru', 'yandex.ru', 'gmail.com', 'bk.ru', 'list.ru'] as const;

/** Mail services of people in Russia, most used first. An address at one of them may be a slip away from what was typed. */
export const mailDomains: readonly string[] = [
  ...quickDomains,
  ...words(`
    inbox.ru rambler.ru ya.ru icloud.com internet.ru vk.com outlook.com hotmail.com yandex.com yandex.by yandex.kz
    narod.ru lenta.ru ro.ru autorambler.ru myrambler.ru xmail.ru yahoo.com mail.com live.ru live.com me.com tut.by
    ukr.net
  `),
];

/** Domains that look like a slip and are none: people have addresses there. */
export const otherDomains: ReadonlySet<string> = new Set(
  words(`
    r0.ru e1.ru vk.ru ok.ru mil.ru mai.ru msn.com mac.com gmx.com gmx.ru gmx.net gmx.de email.com ymail.com
    hmail.com zmail.ru email.ru pmail.ru qmail.ru nmail.ru mail.de mail.ee mail.by mail.kz mail.ua mail.bg mail.md
    mail.lv mail.uz mail.am mail.az mail.eu mail.cz mail.fr mail.it mail.uk mail.pl mail.rf hotmail.ru outlook.ru
    yahoo.ru yandex.ua yandex.kg yandex.uz yandex.az yandex.md yandex.tj yandex.tm yandex.lt yandex.lv yandex.ee
    yandex.fr rambler.com rambler.ua inbox.com inbox.lv inbox.lt inbox.eu list.com bk.com i.ua ua.ru qip.ru
    pochta.ru hotbox.ru land.ru nm.ru fromru.com front.ru km.ru aport.ru nxt.ru mts.ru bi.ru rk.ru live.de live.fr
    proton.me protonmail.com pm.me fastmail.com zoho.com aol.com qq.com duck.com mailbox.org tutanota.com tuta.com
    nail.ru maul.ru last.ru lost.ru lisa.ru
  `),
);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
