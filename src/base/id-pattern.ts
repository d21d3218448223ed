/** The id of a profile or a register, as it stands in addresses and settings: Latin letters, digits, `-` and `_`, 1 to 40. */
export const idPattern = '^[A-Za-z0-9_-]{1,40}$';
