import { IconPackage } from '@tabler/icons-react'
import { List } from '../../parts/list/list.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { softwareList } from './software-list.tsx'

/** Software → Installed: what is on the hardware of the directory. */
export function SoftwarePage() {
  return (
    <Page
      title="Installed software"
      lead="Every title on the hardware of the directory, whatever its version; archived devices and those that are gone do not count."
    >
      <List
        spec={softwareList}
        empty={
          <Empty icon={<IconPackage size={32} stroke={1.5} />} title="No software yet">
            It comes with hardware, from an asset integration that loads hardware plus software.
          </Empty>
        }
      />
    </Page>
  )
}
