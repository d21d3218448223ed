import { Box, Button, Card, Center, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { chooseLanguage, language } from '../../parts/api.ts';
import { say } from '../say.ts';

/** A page with one card and nothing around it. */
export function Plain({ children, footer }: { children: ReactNode; footer?: ReactNode }) {
  return (
    <Center mih="100vh" p="md" component="main">
      <Box w="100%" maw={400}>
        <Stack>
          <Group justify="space-between">
            <Text fw={600} size="lg">
              {say('desk.name')}
            </Text>
            <Button
              variant="subtle"
              size="compact-sm"
              lang={language === 'ru' ? 'en' : 'ru'}
              onClick={() => chooseLanguage(language === 'ru' ? 'en' : 'ru')}
            >
              {language === 'ru' ? 'English' : 'Русский'}
            </Button>
          </Group>
          <Card withBorder padding="lg">
            {children}
          </Card>
          {footer}
        </Stack>
      </Box>
    </Center>
  );
}
