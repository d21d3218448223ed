/** Who asks. */
export interface Who {
  /** As histories and the audit have it: `owner Анна`, `cashier Пётр`, `token 1С`, `till 1`, `api`, `local`, `demo`. */
  by: string;
  /** `owner` everything, `cashier` every till, `till` one till, `integrator` what its scopes open, `local` a program of this computer without a token. */
  role: 'owner' | 'cashier' | 'till' | 'integrator' | 'local';
  /** How the person or program is called. */
  name: string;
}
