/** «Проверить связь»: what a register tells of itself. */
export const registerCheck = {
  /** The end of a reason that says nothing here: no receipt was to be made. */
  notMade: ' Чек не пробит.',
  note: {
    shiftExpired: 'Смена длится больше 24 часов: касса не пробьёт чек, пока её не закрыть.',
    noPaper: 'В кассе кончилась бумага: вставьте ленту.',
    clockLate: 'Часы кассы отстают на {{off}}: поправьте их.',
    clockEarly: 'Часы кассы спешат на {{off}}: поправьте их.',
    zone: 'Часы кассы и этого компьютера расходятся на {{off}}: так бывает, если они в разных часовых поясах.',
    notRegistered: 'Касса не назвала регистрационный номер: проверьте, зарегистрирована ли она.',
    noSender: 'В кассе не записан e-mail отправителя чеков: без него касса может не принять почту покупателя.',
    emulator: 'Это эмулятор: чеки в налоговую не уходят.',
  },
  off: {
    minutes_one: '{{count}} минуту',
    minutes_few: '{{count}} минуты',
    minutes_many: '{{count}} минут',
    minutes_other: '{{count}} минуты',
    hours_one: '{{count}} час',
    hours_few: '{{count}} часа',
    hours_many: '{{count}} часов',
    hours_other: '{{count}} часа',
    days_one: '{{count}} день',
    days_few: '{{count}} дня',
    days_many: '{{count}} дней',
    days_other: '{{count}} дня',
  },
};
