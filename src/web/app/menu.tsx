import { Link } from '@tanstack/react-router'
import { useMay } from '../parts/session.ts'
import classes from './frame.module.css'
import { placesFor } from './navigation.ts'

/** The places, by group. */
export function Menu() {
  const may = useMay()
  return (
    <>
      {placesFor(may).map(({ label, places }) => (
        <div key={label ?? ''}>
          {label && (
            <div className={classes.group} id={`places-${label}`}>
              {label}
            </div>
          )}
          <ul className={classes.list} aria-labelledby={label && `places-${label}`}>
            {places.map(({ to, label: name, icon: Icon }) => (
              <li key={to}>
                <Link to={to} className={classes.place} activeOptions={{ exact: to === '/' }}>
                  <Icon size={18} stroke={1.6} aria-hidden />
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}
