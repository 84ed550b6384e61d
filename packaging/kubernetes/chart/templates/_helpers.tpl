{{- define "vigie.selector" -}}
app.kubernetes.io/name: vigie
app.kubernetes.io/part-of: vigie
{{- end }}
{{- define "vigie.labels" -}}
{{ include "vigie.selector" . }}
{{- end }}
