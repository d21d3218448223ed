/** What stands around every page of the owner's side. */
export const desk = {
  name: 'Квиток',
  menu: 'Разделы',
  skip: 'К содержанию',
  overview: 'Обзор',
  journal: 'Журнал',
  settings: 'Настройки',
  people: 'Люди и доступ',
  signIn: 'Вход',
  signOut: 'Выйти',
  demo: 'Демонстрация: письма и SMS остаются в этом компьютере, вход не нужен.',
  demoPage: 'Отправить пробный чек',
  demoTill: 'Открыть кассу',
  loading: 'Загружаем…',
  toStart: 'На главную',
  noPage: 'Такой страницы нет',
  noPageHint: 'Проверьте адрес или начните с обзора.',
};
