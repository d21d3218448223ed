/** Erasing, retention, backup and the support bundle. */
export const privacy = {
  title: 'Персональные данные',
};
