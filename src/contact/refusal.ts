/** Why a text is no contact; `code` is a key of the texts (`contact.…`). */
export interface ContactRefusal {
  code:
    | 'empty'
    | 'controlSigns'
    | 'neither'
    | 'emailWithoutAt'
    | 'emailWithoutLocalPart'
    | 'emailWithoutDomain'
    | 'emailWithSpace'
    | 'emailDots'
    | 'emailTwoAts'
    | 'emailLocalPart'
    | 'emailLocalPartTooLong'
    | 'emailDomain'
    | 'emailDomainWithoutDot'
    | 'emailTooLong'
    | 'phoneWithoutDigits'
    | 'phoneSigns'
    | 'phoneExtension'
    | 'phoneWithoutPlus'
    | 'phoneTooShort'
    | 'phoneTooLong'
    | 'phoneUnknown';
  params: Record<string, string | number>;
}
