export interface Day {
  /** Year, month and day as one number: 20261125. */
  number: number;
  /** Its first moment, and the first one after it, milliseconds since 1970. */
  since: number;
  end: number;
}

let known: Day = { number: 0, since: 0, end: 0 };

/** The calendar day that a moment lies in, by the clock on the wall of the shop's machine. */
export function dayOf(moment: number): Day {
  // Nearly every question is about today, and a calendar is slow to ask.
  if (moment < known.since || moment >= known.end) known = calendarDay(new Date(moment));
  return known;
}

/** The day with a number, `later` days after it. */
export function dayNumbered(number: number, later = 0): Day {
  return calendarDay(
    new Date(Math.trunc(number / 10_000), (Math.trunc(number / 100) % 100) - 1, (number % 100) + later),
  );
}

function calendarDay(within: Date): Day {
  const [year, month, date] = [within.getFullYear(), within.getMonth(), within.getDate()];
  return {
    number: year * 10_000 + (month + 1) * 100 + date,
    since: new Date(year, month, date).getTime(),
    end: new Date(year, month, date + 1).getTime(),
  };
}
