import { MultiSelect, Radio, Stack, Switch } from '@mantine/core';
import { say } from '../../say.ts';
import type { SmsFields } from './account.tsx';
import { countryChoices } from './countries.ts';
import { MoneyField } from './money-field.tsx';
import { WholeField } from './whole-field.tsx';

/** What SMS may cost the shop, and where they may go. */
export function Limits({ fields: { value, set, refusalAt } }: { fields: SmsFields }) {
  const limit = (key: keyof typeof value.limits, label: 'perNumber' | 'perTill' | 'aDay', max: number) => (
    <WholeField
      label={say(`smsPage.${label}`)}
      description={say('smsPage.noLimit')}
      value={value.limits[key]}
      max={max}
      error={refusalAt(`limits.${key}`)}
      onChange={(count) => set(`limits.${key}`, count)}
    />
  );
  return (
    <Stack maw={560}>
      {limit('perNumberADay', 'perNumber', 10_000)}
      {limit('perTillADay', 'perTill', 1_000_000)}
      {limit('aDay', 'aDay', 10_000_000)}
      <MoneyField
        label={say('smsPage.budget')}
        description={say('smsPage.budgetHint')}
        kopecks={value.dailyBudget}
        error={refusalAt('dailyBudget')}
        onChange={(kopecks) => set('dailyBudget', kopecks)}
      />
      <MoneyField
        label={say('smsPage.pricePerPart')}
        description={say('smsPage.pricePerPartHint')}
        kopecks={value.pricePerPart}
        error={refusalAt('pricePerPart')}
        onChange={(kopecks) => set('pricePerPart', kopecks)}
      />
      <MoneyField
        label={say('smsPage.lowBalance')}
        description={say('smsPage.lowBalanceHint')}
        kopecks={value.lowBalance}
        error={refusalAt('lowBalance')}
        onChange={(kopecks) => set('lowBalance', kopecks)}
      />
      <MultiSelect
        label={say('smsPage.countries')}
        description={say('smsPage.countriesHint')}
        searchable
        data={countryChoices(value.countries)}
        value={value.countries}
        error={refusalAt('countries')}
        onChange={(countries) => set('countries', countries)}
      />
      <Switch
        label={say('smsPage.landlines')}
        description={say('smsPage.landlinesHint')}
        checked={value.landlines}
        onChange={({ currentTarget }) => set('landlines', currentTarget.checked)}
      />
      <Radio.Group
        label={say('smsPage.whenUnknown')}
        description={say('smsPage.whenUnknownHint')}
        value={value.whenUnknown}
        onChange={(whenUnknown) => set('whenUnknown', whenUnknown)}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="show" label={say('smsPage.show')} />
          <Radio value="repeat" label={say('smsPage.repeat')} />
        </Stack>
      </Radio.Group>
    </Stack>
  );
}
