/** Signing in, the people and the programs that may work with the service, and the audit. */
export const access = {
  title: 'Люди и доступ',
  /** What the audit tells, by its code. */
  acts: {
    setUp: 'первый вход: появился владелец',
    signedIn: 'вход',
    signInRefused: 'вход не удался',
    signedOut: 'выход',
    signedOutEverywhere: 'выход на всех устройствах',
    userAdded: 'добавлен человек',
    userChanged: 'изменены права',
    userRemoved: 'удалён человек',
    passwordChanged: 'сменён пароль',
    tokenMade: 'создан ключ',
    tokenRevoked: 'отозван ключ',
    settingsChanged: 'изменены настройки',
    settingsImported: 'загружены настройки из файла',
    contactSeen: 'открыт контакт покупателя',
    contactErased: 'стёрты данные покупателя',
    journalExported: 'выгружен журнал',
    bundleMade: 'собран отчёт для поддержки',
    backupMade: 'сделана копия базы',
  },
};
