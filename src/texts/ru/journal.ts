/** The journal of deliveries and the page of one receipt. */
export const journal = {
  title: 'Журнал',
};
