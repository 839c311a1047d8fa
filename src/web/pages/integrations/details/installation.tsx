import { Radio, Stack } from '@mantine/core'

/** Where the vendor is asked from. There is one way so far, and what the other would take is said. */
export function Installation() {
  return (
    <Radio.Group label="Installation" value="cloud">
      <Stack gap="xs" mt={6}>
        <Radio
          value="cloud"
          label="Cloud"
          description="This Muster keeps the credential and asks the vendor"
        />
        <Radio
          value="local"
          label="Local"
          disabled
          description="Needs an agent beside the vendor, which Muster does not have yet. Until then, run Muster itself where the vendor can be reached."
        />
      </Stack>
    </Radio.Group>
  )
}
