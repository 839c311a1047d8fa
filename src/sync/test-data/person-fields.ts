import type { Field, FieldType } from '../../directory/field.ts'

/** A directory's fields for tests: the core of a person, and one that a customer made. */
export const personFields: readonly Field[] = [
  field('username', 'Username', 'text', { unique: true, mandatory: true }),
  field('email', 'Email', 'email', { unique: true, mandatory: true }),
  field('first_name', 'First name', 'text'),
  field('last_name', 'Last name', 'text'),
  field('display_name', 'Display name', 'text'),
  field('role', 'Role', 'choice', {
    mandatory: true,
    options: ['Administrator', 'Editor', 'Viewer', 'Employee'],
    stored: ['administrator', 'editor', 'viewer', 'employee'],
  }),
  field('employment_status', 'Employment status', 'choice', { options: ['active', 'on leave', 'left'] }),
  field('title', 'Title', 'text'),
  field('department', 'Department', 'text'),
  field('manager', 'Manager', 'text'),
  field('location', 'Location', 'text'),
  field('phone', 'Phone', 'text'),
  field('start_date', 'Start date', 'date'),
  field('end_date', 'End date', 'date'),
  field('planhat_user_id', 'Planhat User ID', 'text', { unique: true, core: false }),
]

export const mappableRoles = ['Viewer', 'Employee']

/** A person's field; what a test does not care about is filled in. */
export function field(key: string, label: string, type: FieldType, more: Partial<Field> = {}): Field {
  return {
    object: 'person',
    key,
    label,
    type,
    unique: false,
    mandatory: false,
    options: [],
    core: true,
    usualLabel: null,
    retired: false,
    ...more,
  }
}
