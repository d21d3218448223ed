/** The pages of the settings. */
export const settingsPages = {
  title: 'Настройки',
};
