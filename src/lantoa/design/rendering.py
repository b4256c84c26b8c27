"""How Django's forms are written out."""

from django.forms.renderers import DjangoTemplates


class OwnFields(DjangoTemplates):
    """Our field and form templates around Django's own widgets."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"
