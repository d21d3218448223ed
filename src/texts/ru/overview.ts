/** The overview: problems first, then the figures. */
export const overview = {
  title: 'Обзор',
};
