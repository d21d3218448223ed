import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { useReducedMotion } from '@mantine/hooks';
import type { OverviewDayView } from '../../../src/server/api/overview.ts';
import { say } from '../say.ts';
import { count, dayShort } from './format.ts';

const series = [
  { name: 'delivered', color: 'green.7' },
  { name: 'way', color: 'yellow.5' },
  { name: 'failed', color: 'red.7' },
  { name: 'cancelled', color: 'gray.5' },
] as const;

/** Bars of thirty days, loaded by itself: nothing else of the page needs the library. */
export default function Chart({ days }: { days: OverviewDayView[] }) {
  const still = useReducedMotion();
  return (
    <BarChart
      h={240}
      data={days.map((day) => ({ ...day, label: dayShort(day.day) }))}
      dataKey="label"
      type="stacked"
      series={series.map(({ name, color }) => ({ name, color, label: say(`overview.${name}`) }))}
      withLegend
      legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
      tickLine="none"
      gridAxis="x"
      valueFormatter={count}
      xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 24 }}
      yAxisProps={{ width: 48, allowDecimals: false }}
      barProps={{ isAnimationActive: false }}
      tooltipAnimationDuration={still ? 0 : 100}
      barChartProps={{ accessibilityLayer: false }}
    />
  );
}
