/** Signing in, the people and the programs that may work with the service, and the audit. */
export const access = {
  title: 'Люди и доступ',
};
